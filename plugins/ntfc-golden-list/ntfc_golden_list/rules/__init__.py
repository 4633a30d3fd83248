"""The rules of trusted-trader programmes: plain values in, sentences and days out.

They know no database and no web. No number stands here that the guidance does not give: how long
a status holds, how often it is looked at again and how long a firm waits are settings of a
programme, and where they are not set, nothing is due.
"""
