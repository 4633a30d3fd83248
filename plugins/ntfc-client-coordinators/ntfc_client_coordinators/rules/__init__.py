"""The rules of client coordinators, C1 to C14: plain values in, sentences and days out.

They know no database and no web. How long somebody stays with a firm, how many firms one may have
and how often one talks are settings of a country; where they are not set, nothing is due.
"""
