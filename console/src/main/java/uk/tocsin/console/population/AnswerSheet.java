package uk.tocsin.console.population;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Dimension;

/// What an installation must count once a population is registered: for every value of every dimension, and for every
/// pair of sector and region. Counted here one by one, with no bitmap.
public final class AnswerSheet {
    private final Taxonomy taxonomy;
    private final Map<Integer, Long> values = new TreeMap<>();
    private final Map<Integer, Map<Integer, Long>> pairs = new TreeMap<>();
    private long people;

    /// An empty one, in the words of this taxonomy.
    public AnswerSheet(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /// One person more.
    public void add(Organisation.Person person) {
        people++;
        for (int segment : person.segments()) {
            count(segment);
            if (Dimension.ofSegment(segment) == Dimension.SECTOR) {
                Arrays.stream(person.segments())
                        .filter(other -> Dimension.ofSegment(other) == Dimension.REGION)
                        .forEach(region -> pairs.computeIfAbsent(segment, _ -> new TreeMap<>())
                                .merge(region, 1L, Long::sum));
            }
        }
        count(taxonomy.code(Dimension.TIER, person.tier().word()));
        person.addresses().stream()
                .map(address -> address.channel().word())
                .distinct()
                .forEach(channel -> count(taxonomy.code(Dimension.HAS, channel)));
    }

    private void count(int segment) {
        values.merge(segment, 1L, Long::sum);
    }

    /// One object: `people`; for each dimension its values with their counts; `sector×region`.
    public JsonObject json() {
        JsonObject sheet = new JsonObject().put("people", people);
        values.forEach((segment, count) -> {
            String dimension = Dimension.ofSegment(segment).word();
            if (!sheet.containsKey(dimension)) {
                sheet.put(dimension, new JsonObject());
            }
            sheet.getJsonObject(dimension).put(taxonomy.key(segment), count);
        });
        JsonObject crossed = new JsonObject();
        pairs.forEach((sector, regions) -> {
            JsonObject row = new JsonObject();
            regions.forEach((region, count) -> row.put(taxonomy.key(region), count));
            crossed.put(taxonomy.key(sector), row);
        });
        return sheet.put("sector×region", crossed);
    }
}
