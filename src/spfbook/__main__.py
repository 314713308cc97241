"""`python -m spfbook`: the same as the `spfbook` command."""

from spfbook.cli import main

if __name__ == "__main__":
    main()
