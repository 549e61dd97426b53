"""Distillation: teachers, the selection they make, the student's training and its evaluation."""
