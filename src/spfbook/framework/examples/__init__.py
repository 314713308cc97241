"""Worked examples: the tests run them and the methods page shows them.

A kind of example is `book/examples/KIND.yml`, read as the groups of `framework/examples/KIND.py`,
judged in `rules/worked_examples.py`, and shown by `pages/methods/KIND.py`; `pages/methods_page.py`
lists the kinds.
"""
