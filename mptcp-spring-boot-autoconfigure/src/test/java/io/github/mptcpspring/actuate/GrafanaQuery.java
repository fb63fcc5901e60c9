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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a panel or a variable of the dashboard asks for: every name in it that is not one
 * of the query language is one of a metric or of a label.
 *
 * @param expression the query
 * @param legend the legend, which shows labels
 */
record GrafanaQuery(String expression, String legend) {

	/** What Prometheus adds to every sample, however the application is configured. */
	private static final Set<String> ADDED = Set.of("job", "instance");

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)?\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=|!=|=~|!~)\\s*\"([^\"]*)\"");

	private static final Pattern LABELS = Pattern
		.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

	private static final Pattern MADE_LABEL = Pattern.compile("\"(\\w+)\", \"\\$1\", \"(\\w+)\", \"");

	private static final Pattern OF_VARIABLE = Pattern.compile("label_values\\((.*), (\\w+)\\)");

	private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

	private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");

	/**
	 * Find what it asks for and a scrape does not have.
	 * @param scraped values by label by metric
	 * @return what is missing
	 */
	List<String> missingFrom(Map<String, Map<String, Set<String>>> scraped) {
		List<String> missing = new ArrayList<>();
		List<String> metrics = metrics();
		if (metrics.isEmpty()) {
			missing.add("any metric");
		}
		for (String metric : metrics) {
			Map<String, Set<String>> labels = scraped.get(metric);
			if (labels == null) {
				missing.add(metric);
				continue;
			}
			labels().filter((label) -> !labels.containsKey(label))
				.forEach((label) -> missing.add(metric + "{" + label + "}"));
		}
		SELECTOR.matcher(this.expression).results().forEach((selector) -> {
			Map<String, Set<String>> labels = scraped.getOrDefault(String.valueOf(selector.group(1)), Map.of());
			MATCHER.matcher(selector.group(2))
				.results()
				.filter((matcher) -> !matches(labels, matcher))
				.forEach((matcher) -> missing.add(selector.group(1) + "{" + matcher.group() + "}"));
		});
		return missing;
	}

	// A value that never occurs is a mistake, too, one of a choice included
	private static boolean matches(Map<String, Set<String>> labels, MatchResult matcher) {
		String label = matcher.group(1);
		if (ADDED.contains(label)) {
			return matcher.group(3).equals("$" + label);
		}
		return labels.getOrDefault(label, Set.of()).containsAll(List.of(matcher.group(3).split("\\|")));
	}

	/**
	 * Return the metrics that it asks for.
	 * @return their names
	 */
	List<String> metrics() {
		String rest = OF_VARIABLE.matcher(this.expression).replaceAll("$1");
		rest = rest.replaceAll("\"[^\"]*\"", "").replaceAll("\\{[^}]*}|\\[[^]]*]", "");
		rest = LABELS.matcher(rest).replaceAll("");
		return NAME.matcher(rest).results().map(MatchResult::group).distinct().toList();
	}

	private Stream<String> labels() {
		Set<String> labels = new TreeSet<>();
		for (Pattern pattern : List.of(LABELS, IN_LEGEND)) {
			pattern.matcher((pattern == LABELS) ? this.expression : this.legend)
				.results()
				.flatMap((names) -> Arrays.stream(names.group(1).split("\\s*,\\s*")))
				.forEach(labels::add);
		}
		OF_VARIABLE.matcher(this.expression).results().forEach((variable) -> labels.add(variable.group(2)));
		MADE_LABEL.matcher(this.expression).results().forEach((made) -> {
			labels.remove(made.group(1));
			labels.add(made.group(2));
		});
		labels.removeAll(ADDED);
		labels.remove("");
		return labels.stream();
	}

}
