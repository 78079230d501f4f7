"""The basis of all other folders of the simulator: draws, time, columns, figures and words."""
