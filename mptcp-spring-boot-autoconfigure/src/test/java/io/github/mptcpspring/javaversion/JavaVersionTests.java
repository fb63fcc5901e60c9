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

package io.github.mptcpspring.javaversion;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.Prerequisite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application on a Java that is too old for the starter and new enough for
 * Spring Boot.
 */
@Tag("server")
class JavaVersionTests {

	private static final String APPLICATION = """
			import org.springframework.boot.SpringApplication;
			import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

			@EnableAutoConfiguration
			public class Application {

				public static void main(String[] args) {
					SpringApplication.run(Application.class, "--server.port=0");
				}

			}
			""";

	@Test
	void olderJavaEndsWithWordsAndNotWithAnError(@TempDir Path directory) throws Exception {
		Optional<Path> home = olderJava();
		Prerequisite.require(home.isPresent(), "this machine has no Java from 17 to 24");
		compileForJava17(directory);
		ForkedJvm jvm = ForkedJvm.run(List.of(home.get().resolve("bin/java").toString(), "-cp",
				directory + File.pathSeparator + System.getProperty("java.class.path"), "Application"));
		assertThat(jvm.exitCode()).isOne();
		assertThat(jvm.output())
			.contains("APPLICATION FAILED TO START",
					"mptcp-spring-boot-starter needs Java 25 or newer and this is Java " + feature(home.get()),
					"Run the application with Java 25 or newer")
			.doesNotContain("UnsupportedClassVersionError");
	}

	@Test
	void requiresWhatTheOtherClassesAreCompiledFor() throws IOException {
		assertThat(classFileJava(MptcpAutoConfiguration.class)).isEqualTo(JavaVersionCheck.REQUIRED);
	}

	@Test
	void isCompiledForTheJavaOfSpringBoot() throws IOException {
		assertThat(classFileJava(JavaVersionCheck.class)).isEqualTo(17);
		assertThat(classFileJava(JavaVersionException.class)).isEqualTo(17);
		assertThat(classFileJava(JavaVersionFailureAnalyzer.class)).isEqualTo(17);
	}

	private static void compileForJava17(Path directory) throws IOException {
		Path source = Files.writeString(directory.resolve("Application.java"), APPLICATION);
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "--release", "17", "-proc:none", "-d", directory.toString(), "-cp",
					System.getProperty("java.class.path"), source.toString());
		assertThat(result).isZero();
	}

	/**
	 * Return the home of a Java that can run Spring Boot and not the starter, beside the
	 * one of this JVM or on the {@code PATH}.
	 */
	private static Optional<Path> olderJava() throws IOException {
		Stream<Path> onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "java"))
			.filter(Files::isExecutable)
			.map(JavaVersionTests::home);
		Path installations = Path.of(System.getProperty("java.home")).getParent();
		try (Stream<Path> beside = Files.list(installations)) {
			return Stream.concat(onPath, beside.sorted()).filter((home) -> {
				int feature = feature(home);
				return feature >= 17 && feature < JavaVersionCheck.REQUIRED;
			}).findFirst();
		}
	}

	private static Path home(Path java) {
		try {
			return java.toRealPath().getParent().getParent();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int feature(Path home) {
		Path release = home.resolve("release");
		if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
			return 0;
		}
		Properties properties = new Properties();
		try (InputStream content = Files.newInputStream(release)) {
			properties.load(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Runtime.Version.parse(properties.getProperty("JAVA_VERSION").replace("\"", "")).feature();
	}

	// Version 45 was that of Java 1
	private static int classFileJava(Class<?> type) throws IOException {
		try (DataInputStream content = new DataInputStream(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
			content.skipNBytes(6);
			return content.readUnsignedShort() - 44;
		}
	}

}
