/// Lists of subscribers in files: read ([uk.tocsin.console.imports.ListImport]) and written
/// ([uk.tocsin.console.imports.ListExport]), as CSV or as JSON Lines, in constant memory.
///
/// ```
/// file ─ Blocks ─▶ whole records ─ Cells ─▶ cells by Column ─ RowCheck ─▶ Row ─ keyed ─▶ Listed ─▶ register.ListDesk
///         (bytes, bounded)        (UTF-8, CSV or JSON)      (normalised)     (who it is)
/// ```
///
/// A list is written by others: every cell is judged before anything of it is kept, and no message repeats one.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.imports;
