/// The way to the wire: the [uk.tocsin.lane.Channel] port that adapters implement, and the lane that decides
/// who may send how much and when.
@org.jspecify.annotations.NullMarked
package uk.tocsin.lane;
