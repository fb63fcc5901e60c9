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

package io.github.mptcpspring.clienttests;

import java.io.IOException;

import io.github.mptcpspring.testsupport.network.ServerProgram;

/**
 * The {@link PeerApplication} on a host of its own.
 */
final class PeerProgram {

	/** The host is its own, and so are its ports. */
	static final int PORT = 8080;

	private PeerProgram() {
	}

	static void main() throws IOException {
		PeerApplication.start(true, "server.port=" + PORT, "server.address=0.0.0.0", "logging.level.root=warn");
		ServerProgram.serve();
	}

}
