"""What listens where: from how a program is started to its listeners, and from where each is reached, with the derivation."""
