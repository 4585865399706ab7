/// What templates of all rooms are made of: fields of forms, buttons, figures. There is no Java here: each tag is a
/// template in `src/main/jte/tag`.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.tag;
