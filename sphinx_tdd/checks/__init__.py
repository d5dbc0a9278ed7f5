"""Holding an outline against a template: alignment, then one small function a rule."""
