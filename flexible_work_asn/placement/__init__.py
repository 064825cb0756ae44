"""Where people are needed and who could go there: plain Python, without ORM, clock or I/O.

``need`` (people that services and counters take), ``strength`` (those that are there, shortage and surplus), ``fits``
(who can fill what), ``problem`` (the question), ``optimal`` (the best plan, proven), ``greedy`` (nearest first, to
compare it with), ``check`` (what is wrong with a plan), ``explain`` (why each move).
"""
