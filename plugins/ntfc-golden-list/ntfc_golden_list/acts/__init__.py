"""What may be done by a one-time link: a firm whose people have no account goes the whole way by it."""

from ntfc_golden_list.acts import answering, coming, following

ACTS = (*coming.ACTS, *following.ACTS, *answering.ACTS)
