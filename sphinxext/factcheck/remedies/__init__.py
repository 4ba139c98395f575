"""Remediations as data: what their directive says, what their changes touch, their proof, their export."""
