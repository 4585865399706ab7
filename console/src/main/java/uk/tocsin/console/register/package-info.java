/// How subscribers come onto the register: slots from the journal, sealed records in the register, codes in the
/// journal.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.register;
