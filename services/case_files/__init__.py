"""The file of a case (一号一档): its chained lines, on paper, and who may look."""
