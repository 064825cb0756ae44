"""How far one machine goes, and how a province goes further.

``growth``   time, queries and memory per person from 1,000 to 100,000 employees, and what tables and indexes weigh
``load``     many people with sessions of their own over HTTP: a morning's check-ins beside Odoo alone
``replica``  a primary and a streaming replica of PostgreSQL, several servers behind nginx, from the files of deploy/
"""
