"""The print hand-off: everything the printer gets, put together from the stages.

edition   body and cover made, and checked: what editions.py calls   start here
jobs      what body and cover are to be
papers    job ticket and preflight report beside them; plates as pictures on demand
examine   preflight of any PDF, ours or a stranger's
"""
