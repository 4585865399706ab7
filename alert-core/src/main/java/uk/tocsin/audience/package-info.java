/// The audience language and its evaluation: from what an officer writes to the bitmap of whom it means.
///
/// [uk.tocsin.audience.AudienceText] and [uk.tocsin.audience.AudienceJson] read and write the two forms of an
/// [uk.tocsin.model.Audience]; [uk.tocsin.audience.Taxonomy] holds the values with their codes;
/// [uk.tocsin.audience.SegmentIndex] is one shard's bitmaps and [uk.tocsin.audience.SegmentView] what it
/// publishes; [uk.tocsin.audience.AudienceQuery] selects and counts over such views.
@org.jspecify.annotations.NullMarked
package uk.tocsin.audience;
