package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A row in pages against an array.
class PagesProperties {
    private static final int NONE = -1;
    private static final int ROOM = 5_000;

    @Property(tries = 200)
    void everyViewStaysWhatItWasWhenItWasPublished(@ForAll long seed) {
        Random random = new Random(seed);
        Pages row = new Pages(NONE);
        int[] model = new int[ROOM];
        Arrays.fill(model, NONE);
        List<Pages.View> views = new ArrayList<>();
        List<int[]> models = new ArrayList<>();
        int reach = 1 + random.nextInt(ROOM);
        for (int i = random.nextInt(400); i >= 0; i--) {
            int index = random.nextInt(reach);
            model[index] = random.nextInt(5) - 1;
            row.set(index, model[index]);
            if (random.nextInt(20) == 0) {
                views.add(row.view());
                models.add(model.clone());
            }
        }
        views.add(row.view());
        models.add(model);

        for (int i = 0; i < views.size(); i++) {
            assertThat(contents(views.get(i))).isEqualTo(models.get(i));
        }
    }

    private static int[] contents(Pages.View view) {
        int[] contents = new int[ROOM];
        Arrays.setAll(contents, view::get);
        return contents;
    }

    @Property(tries = 100)
    void sameValuesHaveTheSameArrayHoweverTheyCame(@ForAll long seed) {
        Random random = new Random(seed);
        int[] values = random.ints(random.nextInt(3_000), NONE, 5).toArray();
        Pages inOrder = Pages.of(values, NONE);
        Pages detour = new Pages(NONE);
        detour.set(ROOM, 1);
        for (int i = values.length - 1; i >= 0; i--) {
            detour.set(i, 9);
            detour.view();
            detour.set(i, values[i]);
        }
        detour.set(ROOM, NONE);

        assertThat(detour.toArray()).isEqualTo(inOrder.toArray());
        assertThat(Pages.of(detour.toArray(), NONE).toArray()).isEqualTo(inOrder.toArray());
    }

    @Property(tries = 20)
    void aViewIsTheSameUntilSomethingChanges(@ForAll long seed) {
        Random random = new Random(seed);
        int index = random.nextInt(ROOM);
        Pages row = new Pages(NONE);
        row.set(index, 3);
        Pages.View before = row.view();

        row.set(index, 3);
        assertThat(row.view()).isSameAs(before);
        row.set(index, 4);
        assertThat(row.view()).isNotSameAs(before);
    }
}
