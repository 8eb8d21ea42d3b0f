/** Exports below the export folder, read as a system that cannot be written. */

