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

import java.nio.file.Path;
import java.util.List;

import io.github.mptcpspring.testsupport.network.Host;
import io.github.mptcpspring.testsupport.network.Keeper;
import io.github.mptcpspring.testsupport.network.Tool;

/**
 * A Redis server that speaks MPTCP on a host of its own.
 */
final class RedisOnHost {

	/** The host is its own, and so are its ports. */
	static final int PORT = 6379;

	private RedisOnHost() {
	}

	/**
	 * Start a server.
	 * @param host the host
	 * @param directory where it may write, and does not
	 * @return the server, which may not yet be ready
	 */
	static Keeper start(Host host, Path directory) {
		String server = String.join(" ", Tool.require("mptcpize"), "run", Tool.require("redis-server"), "--bind",
				"0.0.0.0", "--protected-mode", "no", "--port", String.valueOf(PORT), "--save", "''", "--dir",
				directory.toString());
		// It ends with this JVM, however that ends
		return Keeper.startProgram(host.command(List.of("sh", "-c", server + " & cat; kill $!")),
				(line) -> line.contains("Ready to accept connections"));
	}

}
