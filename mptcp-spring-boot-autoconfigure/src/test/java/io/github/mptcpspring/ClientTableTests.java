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

package io.github.mptcpspring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.autoconfigure.ClientMptcpProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the table of clients in the documentation names the tests that run them, and
 * all of them: a test class says by a tag which clients it runs.
 */
class ClientTableTests {

	private static final Path PROJECT = Path.of("..");

	private static final String PACKAGE = "io/github/mptcpspring/";

	private static final Pattern TAG = Pattern.compile("@Tag\\(\"client:([\\w-]+)\"\\)");

	private static final Pattern TEST = Pattern.compile("`((?:[a-z]\\w*\\.)*[A-Z]\\w*Tests)`");

	private static final String NOT_RUN = "not run";

	private static final List<Row> ROWS = rows();

	@Test
	void eachRowHasTheTestsThatRunItsClient() {
		Map<String, Set<String>> named = new TreeMap<>();
		ROWS.stream()
			.filter((row) -> !row.tests().isEmpty())
			.forEach((row) -> assertThat(named.put(row.id(), row.tests())).isNull());
		assertThat(named).isEqualTo(tagged()).hasSizeGreaterThan(10);
	}

	@Test
	void aRowWithoutATestSaysSo() {
		assertThat(ROWS)
			.allSatisfy((row) -> assertThat(row.tests().isEmpty()).isEqualTo(row.shownBy().equals(NOT_RUN)));
	}

	@Test
	void eachSwitchHasARow() {
		assertThat(Stream.of(ClientMptcpProperties.class.getRecordComponents())
			.filter((component) -> component.getType() == ClientMptcpProperties.Driver.class)
			.map(RecordComponent::getName)).isNotEmpty()
			.allSatisfy((kind) -> assertThat(ROWS)
				.anyMatch((row) -> row.mptcp().contains("`client.mptcp." + kind + ".enabled`")));
	}

	private static Map<String, Set<String>> tagged() {
		Map<String, Set<String>> tagged = new TreeMap<>();
		try (Stream<Path> files = Files.walk(PROJECT)) {
			files.map(Path::toString)
				.filter((file) -> file.contains("/src/test/java/" + PACKAGE) && file.endsWith("Tests.java"))
				.forEach((file) -> {
					String name = file.substring(file.indexOf(PACKAGE) + PACKAGE.length(), file.lastIndexOf('.'))
						.replace('/', '.');
					matches(TAG, read(Path.of(file)))
						.forEach((id) -> tagged.computeIfAbsent(id, (any) -> new TreeSet<>()).add(name));
				});
			return tagged;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Row> rows() {
		return read(PROJECT.resolve("docs/clients.md")).lines()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> Row.of(Arrays.stream(line.split("\\|")).map(String::trim).toList()))
			.toList();
	}

	private static Set<String> matches(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.map((MatchResult result) -> result.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A row of the table.
	 *
	 * @param id what the tags of its tests name
	 * @param mptcp how the client gets MPTCP
	 * @param shownBy the tests
	 */
	private record Row(String id, String mptcp, String shownBy) {

		private static Row of(List<String> cells) {
			Matcher id = Pattern.compile("`([\\w-]+)`").matcher(cells.get(1));
			assertThat(id.matches()).as("an id: " + cells.get(1)).isTrue();
			return new Row(id.group(1), cells.get(3), cells.get(5));
		}

		private Set<String> tests() {
			return matches(TEST, this.shownBy);
		}

	}

}
