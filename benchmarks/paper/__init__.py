"""The evidence: the paper's findings on real data, row by row, from recipes that anyone can run again.

    python -m benchmarks.paper list
    python -m benchmarks.paper run table1 --seeds 1
    python -m benchmarks.paper page

base.yaml             what all rows share: data, teachers, pool, selection, budget
TABLE/table.yaml      a table of docs/results.md: its title, what the paper found, its columns
TABLE/ROW.yaml        a row: the keys of a `shadergen pipeline` document that are its own, its axes and its budget
logs/TABLE/RUN.json   what a finished run of a row came to; the page is made of these alone
"""
