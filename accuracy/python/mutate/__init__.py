"""Rewrites Python programs so that they do the same and read differently.

Every rewriting works on the text, by the positions of the syntax tree's nodes, so
that comments and layout stay. Where it can not be told that a change keeps the
meaning, it is not made.
"""
