"""The Course: a project without errors, every id replaced by what it names."""
