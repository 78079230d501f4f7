"""How the records of a shop differ from its people, and what people say to its messages.

Everything here comes on top of the finished world, with random streams of its own: the rows of
other people stay as they are.
"""
