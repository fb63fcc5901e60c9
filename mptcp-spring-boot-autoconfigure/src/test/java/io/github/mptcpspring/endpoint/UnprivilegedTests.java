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

package io.github.mptcpspring.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.Prerequisite;
import io.github.mptcpspring.testsupport.ThisHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an ordinary user is answered what {@code root} is answered.
 */
@Tag("endpoint")
class UnprivilegedTests {

	private static final List<String> WITHOUT_CAPABILITIES = List.of("setpriv", "--inh-caps=-all",
			"--bounding-set=-all");

	private static final List<String> AS_NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534",
			"--clear-groups");

	@Test
	@InNetworkNamespace(sysctl = "net.mptcp.enabled=1")
	void withoutCapabilitiesTheAnswersAreTheSame() throws Exception {
		ExternalProgram.require("setpriv");
		ThisHost.addAddresses("10.1.0.1", "10.1.0.2");
		ThisHost.ip("mptcp endpoint add 10.1.0.2 dev lo subflow backup");
		ThisHost.ip("mptcp limits set subflow 1 add_addr_accepted 1");
		ForkedJvm privileged = run(List.of(), ForkedJvm.command(), "10.1.0.1", "2");
		ForkedJvm unprivileged = run(WITHOUT_CAPABILITIES, ForkedJvm.command(), "10.1.0.1", "2");
		assertThat(privileged.output()).containsPattern("CapEff:\\s+0*[1-9a-f]");
		assertThat(unprivileged.output()).containsPattern("CapEff:\\s+0{16}\n");
		assertThat(EndpointAnswers.of(unprivileged.output())).hasSize(6)
			.isEqualTo(EndpointAnswers.of(privileged.output()));
		assertThat(EndpointAnswers.of(unprivileged.output()).subList(2, 4))
			.allSatisfy((details) -> assertThat(details).contains("\"backup\":true").contains("\"backup\":false"));
		assertThat(EndpointAnswers.of(unprivileged.output()).getFirst()).contains("\"flags\":[\"subflow\",\"backup\"]");
	}

	@Test
	@MptcpRequired
	void asAnotherUserTheAnswersAreTheSame(@TempDir Path directory) throws Exception {
		Prerequisite.require("root".equals(System.getProperty("user.name")), "only root can become another user");
		ExternalProgram.require("setpriv");
		List<String> own = ForkedJvm.command();
		List<String> nobodys = ForkedJvm
			.commandWithClassPath(copyForOthers(System.getProperty("java.class.path"), directory));
		ForkedJvm privileged = run(List.of(), own, "127.0.0.1", "1");
		ForkedJvm unprivileged = run(AS_NOBODY, nobodys, "127.0.0.1", "1");
		assertThat(privileged.output()).containsPattern("Uid:\\s+0\\s");
		assertThat(unprivileged.output()).containsPattern("Uid:\\s+65534\\s").containsPattern("CapEff:\\s+0{16}\n");
		assertThat(EndpointAnswers.of(unprivileged.output())).hasSize(6)
			.isEqualTo(EndpointAnswers.of(privileged.output()));
	}

	private static ForkedJvm run(List<String> prefix, List<String> jvm, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(prefix);
		command.addAll(jvm);
		command.add(EndpointAnswers.class.getName());
		command.addAll(List.of(arguments));
		ForkedJvm result = ForkedJvm.run(command);
		assertThat(result.exitCode()).as(result.output()).isZero();
		return result;
	}

	/** What this user may read another may not. */
	private static String copyForOthers(String classPath, Path directory) throws IOException {
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		List<String> copies = new ArrayList<>();
		for (Path entry : Stream.of(classPath.split(":")).map(Path::of).filter(Files::exists).toList()) {
			Path copy = directory.resolve(copies.size() + "-" + entry.getFileName());
			FileSystemUtils.copyRecursively(entry, copy);
			copies.add(copy.toString());
		}
		makeReadable(directory);
		return String.join(":", copies);
	}

	private static void makeReadable(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.toList()) {
				Files.setPosixFilePermissions(file,
						PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--"));
			}
		}
	}

}
