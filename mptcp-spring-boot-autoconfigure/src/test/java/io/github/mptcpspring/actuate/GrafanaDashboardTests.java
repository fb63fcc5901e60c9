/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the dashboard asks for what the meters answer.
 */
class GrafanaDashboardTests {

	private static final Map<String, Map<String, Set<String>>> METERS = PrometheusMeters.labels();

	/**
	 * What Prometheus adds to every metric, whatever the application is configured to.
	 */
	private static final Set<String> COMMON_LABELS = Set.of("job", "instance");

	/** What an expression makes of the instance. */
	private static final String HOST = "host";

	private static final Pattern METRIC = Pattern.compile("\\b(mptcp_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

	private static final JsonNode DASHBOARD = read();

	@ParameterizedTest
	@MethodSource("expressions")
	void everyExpressionAsksForMetersAndTagsThatThereAre(String expression) {
		List<MatchResult> metrics = METRIC.matcher(expression).results().toList();
		assertThat(metrics).isNotEmpty();
		for (MatchResult metric : metrics) {
			assertThat(METERS).containsKey(metric.group(1));
			Map<String, Set<String>> labels = METERS.get(metric.group(1));
			for (MatchResult matcher : MATCHER.matcher((metric.group(2) != null) ? metric.group(2) : "")
				.results()
				.toList()) {
				assertMatches(labels, matcher.group(1), matcher.group(2));
			}
			GROUPING.matcher(expression)
				.results()
				.flatMap((grouping) -> Stream.of(grouping.group(1).split(", ")))
				.filter((label) -> !label.equals(HOST))
				.forEach((label) -> assertThat(labels).containsKey(label));
		}
	}

	private static void assertMatches(Map<String, Set<String>> labels, String label, String values) {
		if (COMMON_LABELS.contains(label)) {
			assertThat(values).isEqualTo("$" + label);
		}
		else {
			assertThat(labels).containsKey(label);
			assertThat(labels.get(label)).contains(values.split("\\|"));
		}
	}

	@Test
	void everyMeterIsOnTheDashboard() {
		Set<String> asked = new TreeSet<>();
		panelExpressions().forEach((expression) -> METRIC.matcher(expression)
			.results()
			.map((metric) -> metric.group(1))
			.forEach(asked::add));
		assertThat(asked).isEqualTo(METERS.keySet());
	}

	@ParameterizedTest
	@MethodSource("panelExpressions")
	void everyPanelShowsWhatIsChosen(String expression) {
		assertThat(METRIC.matcher(expression).results())
			.allSatisfy((metric) -> assertThat(metric.group(2)).contains("job=~\"$job\"", "instance=~\"$instance\""));
	}

	@ParameterizedTest
	@MethodSource("panelExpressions")
	void countersAreShownAsRatesAndGaugesAsTheyAre(String expression) {
		assertThat(METRIC.matcher(expression).results()).allSatisfy((metric) -> {
			boolean rate = expression.contains("rate(" + metric.group() + "[$__rate_interval])");
			assertThat(rate).isEqualTo(metric.group(1).endsWith("_total"));
		});
	}

	// Every application on a host tells the same of it
	@ParameterizedTest
	@MethodSource("panelExpressions")
	void whatIsOfTheHostCountsOnceForEachHost(String expression) {
		boolean ofHost = expression.contains("mptcp_host_");
		assertThat(expression.contains("max by (")).isEqualTo(ofHost);
		assertThat(expression.contains(", \"host\", \"$1\", \"instance\", \"(.*):[0-9]+\")")).isEqualTo(ofHost);
	}

	@Test
	void everyPanelHasATitleADescriptionAUnitAndAPlaceOfItsOwn() {
		List<String> places = new ArrayList<>();
		Set<Integer> ids = new TreeSet<>();
		DASHBOARD.path("panels").forEach((panel) -> {
			assertThat(panel.path("title").asString()).isNotBlank();
			assertThat(ids.add(panel.path("id").asInt())).isTrue();
			JsonNode position = panel.path("gridPos");
			for (int x = 0; x < position.path("w").asInt(); x++) {
				for (int y = 0; y < position.path("h").asInt(); y++) {
					places.add((position.path("x").asInt() + x) + "," + (position.path("y").asInt() + y));
				}
			}
		});
		assertThat(places).doesNotHaveDuplicates().noneMatch((place) -> Integer.parseInt(place.split(",")[0]) > 23);
		assertThat(panels()).hasSizeGreaterThan(8).allSatisfy((panel) -> {
			assertThat(panel.path("description").asString()).endsWith(".");
			assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString()).isIn("short", "percentunit",
					"cps");
		});
	}

	@Test
	void itCanBeImported() {
		assertThat(DASHBOARD.path("id").isNull()).isTrue();
		assertThat(DASHBOARD.path("uid").asString()).matches("[a-z-]{1,40}");
		assertThat(DASHBOARD.path("title").asString()).isEqualTo("MPTCP and TCP Fast Open");
		assertThat(DASHBOARD.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
		assertThat(DASHBOARD.path("__inputs").valueStream()).singleElement().satisfies((input) -> {
			assertThat(input.path("name").asString()).isEqualTo("DS_PROMETHEUS");
			assertThat(input.path("pluginId").asString()).isEqualTo("prometheus");
		});
		assertThat(DASHBOARD.findValues("datasource"))
			.allSatisfy((datasource) -> assertThat(datasource.path("uid").asString()).isIn("${DS_PROMETHEUS}",
					"-- Grafana --"));
		assertThat(variables().map((variable) -> variable.path("name").asString())).containsExactly("job", "instance");
	}

	static Stream<String> expressions() {
		return Stream.concat(panelExpressions(), variables().map((variable) -> variable.path("definition").asString()));
	}

	static Stream<String> panelExpressions() {
		return panels().flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").asString());
	}

	private static Stream<JsonNode> panels() {
		return DASHBOARD.path("panels").valueStream().filter((panel) -> !panel.path("type").asString().equals("row"));
	}

	private static Stream<JsonNode> variables() {
		return DASHBOARD.path("templating").path("list").valueStream();
	}

	private static JsonNode read() {
		try {
			return JsonMapper.shared().readTree(Files.readString(Path.of("..", "docs", "grafana-dashboard.json")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
