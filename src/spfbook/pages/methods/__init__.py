"""The methods page: a module for each kind of worked example, with its table and the numbers of
its rule."""
