package uk.tocsin.console.population;

import java.util.List;
import java.util.Map;

/// Towns to put premises in: for each ITL1 region a few, with the police force and a WGS 84 centre in degrees
/// (to 0.01°, from general knowledge: demonstration data, not a gazetteer).
final class Towns {
    /// A town.
    ///
    /// @param district the first half of postcodes there
    record Town(String name, String district, String force, double latitude, double longitude) {}

    private static final Map<String, List<Town>> BY_REGION = Map.ofEntries(
            Map.entry(
                    "london",
                    List.of(
                            new Town("Camden", "NW1", "metropolitan", 51.54, -0.14),
                            new Town("Westminster", "SW1A", "metropolitan", 51.50, -0.13),
                            new Town("Hackney", "E8", "metropolitan", 51.55, -0.06),
                            new Town("Croydon", "CR0", "metropolitan", 51.37, -0.10),
                            new Town("the City", "EC2", "city-of-london", 51.51, -0.09))),
            Map.entry(
                    "south-east",
                    List.of(
                            new Town("Oxford", "OX1", "thames-valley", 51.75, -1.26),
                            new Town("Brighton", "BN1", "sussex", 50.83, -0.14),
                            new Town("Canterbury", "CT1", "kent", 51.28, 1.08),
                            new Town("Southampton", "SO14", "hampshire-and-isle-of-wight", 50.90, -1.40))),
            Map.entry(
                    "south-west",
                    List.of(
                            new Town("Bristol", "BS1", "avon-and-somerset", 51.45, -2.59),
                            new Town("Exeter", "EX1", "devon-and-cornwall", 50.72, -3.53),
                            new Town("Swindon", "SN1", "wiltshire", 51.56, -1.78))),
            Map.entry(
                    "east-of-england",
                    List.of(
                            new Town("Cambridge", "CB1", "cambridgeshire", 52.21, 0.12),
                            new Town("Norwich", "NR1", "norfolk", 52.63, 1.30),
                            new Town("Chelmsford", "CM1", "essex", 51.74, 0.48))),
            Map.entry(
                    "east-midlands",
                    List.of(
                            new Town("Nottingham", "NG1", "nottinghamshire", 52.95, -1.15),
                            new Town("Leicester", "LE1", "leicestershire", 52.64, -1.13),
                            new Town("Lincoln", "LN1", "lincolnshire", 53.23, -0.54))),
            Map.entry(
                    "west-midlands",
                    List.of(
                            new Town("Birmingham", "B1", "west-midlands", 52.48, -1.90),
                            new Town("Coventry", "CV1", "west-midlands", 52.41, -1.51),
                            new Town("Stoke-on-Trent", "ST1", "staffordshire", 53.00, -2.18))),
            Map.entry(
                    "yorkshire-and-the-humber",
                    List.of(
                            new Town("Leeds", "LS1", "west-yorkshire", 53.80, -1.55),
                            new Town("Sheffield", "S1", "south-yorkshire", 53.38, -1.47),
                            new Town("York", "YO1", "north-yorkshire", 53.96, -1.08))),
            Map.entry(
                    "north-west",
                    List.of(
                            new Town("Manchester", "M1", "greater-manchester", 53.48, -2.24),
                            new Town("Liverpool", "L1", "merseyside", 53.41, -2.98),
                            new Town("Preston", "PR1", "lancashire", 53.76, -2.70))),
            Map.entry(
                    "north-east",
                    List.of(
                            new Town("Newcastle upon Tyne", "NE1", "northumbria", 54.98, -1.61),
                            new Town("Durham", "DH1", "durham", 54.78, -1.58),
                            new Town("Middlesbrough", "TS1", "cleveland", 54.57, -1.23))),
            Map.entry(
                    "wales",
                    List.of(
                            new Town("Cardiff", "CF10", "south-wales", 51.48, -3.18),
                            new Town("Wrexham", "LL11", "north-wales", 53.05, -3.00),
                            new Town("Carmarthen", "SA31", "dyfed-powys", 51.86, -4.31))),
            Map.entry(
                    "scotland",
                    List.of(
                            new Town("Edinburgh", "EH1", "police-scotland", 55.95, -3.19),
                            new Town("Glasgow", "G1", "police-scotland", 55.86, -4.25),
                            new Town("Aberdeen", "AB10", "police-scotland", 57.15, -2.09))),
            Map.entry(
                    "northern-ireland",
                    List.of(
                            new Town("Belfast", "BT1", "psni", 54.60, -5.93),
                            new Town("Derry", "BT48", "psni", 55.00, -7.31))));

    private Towns() {}

    /// The towns of a region; IllegalArgumentException for a region without any.
    static List<Town> of(String region) {
        List<Town> towns = BY_REGION.get(region);
        if (towns == null) {
            throw new IllegalArgumentException("no towns are known in the region \"" + region + "\"");
        }
        return towns;
    }
}
