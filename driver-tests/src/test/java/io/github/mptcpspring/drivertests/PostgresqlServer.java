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

package io.github.mptcpspring.drivertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.Prerequisite;
import io.github.mptcpspring.testsupport.ServerCertificate;

/**
 * A PostgreSQL server, which speaks TLS to whoever asks for it. It does not run as root,
 * so the test does not either, or has the user that the package makes.
 *
 * @param port the port
 * @param certificate the file of its certificate
 * @param program the program
 */
record PostgresqlServer(int port, Path certificate, ServerProgram program) implements AutoCloseable {

	static final String USER = "test";

	private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

	private static final String OWNER = "postgres";

	/**
	 * Start a server.
	 * @param mptcp whether it speaks MPTCP
	 * @param certificate its certificate
	 * @param parent where it may have a directory, which others get access to
	 * @return the server
	 * @throws Exception when it does not start
	 */
	static PostgresqlServer start(boolean mptcp, ServerCertificate certificate, Path parent) throws Exception {
		Path binaries = binaries();
		Path directory = Files.createTempDirectory(parent, "postgresql");
		Path certificateFile = directory.resolve("certificate.pem");
		Path keyFile = directory.resolve("key.pem");
		certificate.writePem(certificateFile, keyFile);
		Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
		if (isRoot()) {
			ExternalProgram.run(List.of("chown", "-R", OWNER, directory.toString()));
		}
		Path data = directory.resolve("data");
		ExternalProgram.run(asOwner(binaries.resolve("initdb"), "-D", data.toString(), "-U", USER, "--auth=trust",
				"--no-sync", "--no-instructions", "--locale=C", "--encoding=UTF8"));
		int port = ServerProgram.freePort();
		List<String> command = asOwner(binaries.resolve("postgres"), "-D", data.toString(), "-p", String.valueOf(port),
				"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "ssl=on",
				"-c", "ssl_cert_file=" + certificateFile, "-c", "ssl_key_file=" + keyFile);
		// Without waiting for its clients
		return new PostgresqlServer(port, certificateFile,
				ServerProgram.start(mptcp, port, directory.resolve("log"), "INT", command));
	}

	private static Path binaries() throws IOException {
		Prerequisite.require(Files.isDirectory(INSTALLED), "postgresql is not installed");
		try (Stream<Path> versions = Files.list(INSTALLED)) {
			Path binaries = versions.map((version) -> version.resolve("bin"))
				.filter((bin) -> Files.isExecutable(bin.resolve("initdb")))
				.max(Path::compareTo)
				.orElse(null);
			Prerequisite.require(binaries != null, "postgresql is not installed");
			return binaries;
		}
	}

	private static boolean isRoot() {
		return System.getProperty("user.name").equals("root");
	}

	private static List<String> asOwner(Path program, String... arguments) {
		return Stream
			.of(isRoot() ? List.of("setpriv", "--reuid=" + OWNER, "--regid=" + OWNER, "--init-groups")
					: List.<String>of(), List.of(program.toString()), List.of(arguments))
			.flatMap(List::stream)
			.toList();
	}

	@Override
	public void close() throws IOException {
		this.program.close();
	}

}
