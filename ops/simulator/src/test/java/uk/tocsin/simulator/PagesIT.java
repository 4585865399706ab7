package uk.tocsin.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesIT {

    private static Bench bench;
    private Product product;

    @BeforeAll
    static void open(@TempDir Path work) throws Exception {
        bench = new Bench(Bench.perfect(work));
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
    }

    @BeforeEach
    void fresh() throws Exception {
        bench.refresh();
        product = new Product();
        bench.control(
                "PUT", "/sim/behaviour", "{\"push\":{\"acknowledged\":0,\"opened\":0},\"sms\":{\"acknowledged\":0}}");
        JsonObject person = new JsonObject()
                .put("name", "Ana <b>Lima</b>")
                .put("organisation", "A café")
                .put("place", "Camden")
                .put("push", "device-1")
                .put("sms", "+447700900111")
                .put("email", "ana@example.test")
                .put("ordinal", 1);
        bench.control("POST", "/sim/people", person.encode() + "\n\n");
    }

    @AfterEach
    void leave() {
        product.close();
    }

    private HttpResponse<String> page(String path) throws Exception {
        return bench.send(
                HttpRequest.newBuilder(URI.create(bench.simulator.pagesUrl()).resolve(path)));
    }

    private HttpResponse<String> press(String page) throws Exception {
        int start = page.indexOf("/people/1/items/");
        String path = page.substring(start, page.indexOf('"', start));
        return bench.send(
                bench.form(URI.create(bench.simulator.pagesUrl()).resolve(path).toString(), ""));
    }

    @Test
    void aPersonIsFoundByPlaceAndTheirPhoneShowsWhatArrives() throws Exception {
        String list = page("/?q=caf%C3%A9+camden").body();
        assertThat(list).contains("Ana &lt;b&gt;Lima&lt;/b&gt;", "href=\"/people/1\"", "lang=\"en-GB\"");
        assertThat(page("/?q=leeds").body()).contains("0 people");
        String token = bench.accessToken();
        bench.send(bench.push(token, Bench.message("device-1", Bench.token(2, 1, 0), product.url() + "/r")));
        bench.send(bench.push(token, Bench.message("device-1", Bench.token(2, 1, 0), product.url() + "/r")));
        bench.send(bench.push(token, Bench.message("device-1", Bench.token(2, 99, 0), product.url() + "/r")));
        String phone = page("/people/1").body();
        assertThat(phone).containsOnlyOnce("Stay away from the square").contains("I have read this");
    }

    @Test
    void pressingOnAPushOpensAndAcknowledges() throws Exception {
        JsonObject push = Bench.message("device-1", Bench.token(2, 1, 0), product.url() + "/r");
        push.getJsonObject("message").getJsonObject("data").put("link", product.url() + "/a/" + Bench.token(2, 1, 0));
        bench.send(bench.push(bench.accessToken(), push));
        bench.untilIdle();
        String answer = press(page("/people/1").body()).body();
        assertThat(answer).contains("role=\"status\"", "Thank you", "You have said that you read this");
        assertThat(product.received()).extracting(Product.Received::body).contains("kind=acknowledge");
        assertThat(bench.simulator
                        .counts()
                        .getJsonObject("alerts")
                        .getJsonObject("2")
                        .getJsonObject("push"))
                .isEqualTo(new Deliveries.States(1, 0, 0, 0, 0).toJson());
    }

    @Test
    void pressingOnATextIsAPostToItsLink() throws Exception {
        String link = product.url() + "/a/" + Bench.token(2, 1, 0);
        bench.send(bench.text("To=%2B447700900111&From=%2B447700900000&Body=Read:+" + link));
        product.refusing.set(1);
        assertThat(press(page("/people/1").body()).body()).contains("The sender did not take it (status 503)");
        assertThat(press(page("/people/1").body()).body()).contains("Thank you");
        assertThat(bench.counts("sms").getInteger("distinctAcknowledgements")).isEqualTo(1);
    }

    @Test
    void nobodyAndNothingIsA404() throws Exception {
        assertThat(page("/people/77").statusCode()).isEqualTo(404);
        assertThat(page("/nowhere").statusCode()).isEqualTo(404);
        HttpResponse<String> css = page("/pages.css");
        assertThat(css.headers().firstValue("content-type")).hasValue("text/css; charset=utf-8");
    }

    @Test
    void wrongRequestsToTheControlNameTheField() throws Exception {
        assertThat(bench.control("PUT", "/sim/faults/fax", "{}").getString("detail"))
                .contains("push, sms, email");
        assertThat(bench.control("PUT", "/sim/faults/sms", "{\"nope\":1}").getString("detail"))
                .startsWith("nope");
        assertThat(bench.control("PUT", "/sim/faults/sms", "nonsense").getInteger("status"))
                .isEqualTo(400);
        assertThat(bench.control("POST", "/sim/people", "{\"name\":1}").getString("detail"))
                .startsWith("line 1: name");
        assertThat(bench.control("GET", "/sim/nothing", "").getInteger("status"))
                .isEqualTo(404);
    }
}
