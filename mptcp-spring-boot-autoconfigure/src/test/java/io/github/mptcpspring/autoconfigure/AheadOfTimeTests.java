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

package io.github.mptcpspring.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that are processed ahead of time, with every switch off: one
 * image is switched on and off where it runs.
 */
@Tag("server")
@MptcpRequired
class AheadOfTimeTests {

	@TempDir
	private static Path directory;

	@BeforeAll
	static void process() throws IOException, InterruptedException {
		Path sources = directory.resolve("sources");
		Path resources = directory.resolve("resources");
		Path classes = directory.resolve("classes");
		List<String> command = ForkedJvm.command();
		command.addAll(List.of(SpringApplicationAotProcessor.class.getName(), AheadOfTimeApplication.class.getName(),
				sources.toString(), resources.toString(), classes.toString(), "group", "artifact"));
		ForkedJvm processor = ForkedJvm.run(command);
		assertThat(processor.exitCode()).as(processor.output()).isZero();
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp",
				classes + File.pathSeparator + System.getProperty("java.class.path")));
		try (Stream<Path> files = Files.walk(sources)) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	@Test
	void switchedOnWhereItRuns() throws Exception {
		assertThat(run("--server.mptcp.enabled=true")).contains("Health: true", "Meters: true", "with MPTCP");
	}

	@Test
	void switchedOffWhereItRuns() throws Exception {
		assertThat(run("--server.mptcp.enabled=false")).contains("Health: false", "Meters: false")
			.doesNotContain("MPTCP");
	}

	private static String run(String argument) throws IOException, InterruptedException {
		String classPath = String.join(File.pathSeparator, directory.resolve("classes").toString(),
				directory.resolve("resources").toString(), System.getProperty("java.class.path"));
		List<String> command = new ArrayList<>(ForkedJvm.commandWithClassPath(classPath, "-Dspring.aot.enabled=true"));
		command.addAll(List.of(AheadOfTimeApplication.class.getName(), argument));
		ForkedJvm jvm = ForkedJvm.run(command);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("AOT-processed");
		return jvm.output();
	}

}
