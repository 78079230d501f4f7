"""What all other folders of the simulator build on: draws, time, columns, figures and words."""
