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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documentation names tests that exist, in the package that it names.
 */
class DocumentationTests {

	private static final Path PROJECT = Path.of("..");

	private static final String PACKAGE = "io/github/mptcpspring/";

	private static final Pattern TEST = Pattern.compile("`((?:[a-z]\\w*\\.)*[A-Z]\\w*Tests)`");

	private static final Set<String> TESTS = tests();

	static List<Path> pages() throws IOException {
		try (Stream<Path> pages = Files.list(PROJECT.resolve("docs"))) {
			return Stream.concat(pages, Stream.of(PROJECT.resolve("README.md")))
				.filter((page) -> page.toString().endsWith(".md"))
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void theTestsThatAreNamedExist(Path page) throws IOException {
		assertThat(testsNamedIn(page)).allSatisfy((name) -> assertThat(TESTS)
			.anyMatch((test) -> test.equals(name) || (!name.contains(".") && test.endsWith("." + name))));
	}

	@Test
	void thereAreSome() throws IOException {
		assertThat(testsNamedIn(PROJECT.resolve("docs/faults.md"))).hasSizeGreaterThan(50);
	}

	private static List<String> testsNamedIn(Path page) throws IOException {
		return TEST.matcher(Files.readString(page)).results().map((result) -> result.group(1)).toList();
	}

	private static Set<String> tests() {
		try (Stream<Path> files = Files.walk(PROJECT)) {
			return files.map(Path::toString)
				.filter((file) -> file.contains("/src/test/java/" + PACKAGE) && file.endsWith("Tests.java"))
				.map((file) -> file.substring(file.indexOf(PACKAGE) + PACKAGE.length(), file.lastIndexOf('.')))
				.map((name) -> name.replace('/', '.'))
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
