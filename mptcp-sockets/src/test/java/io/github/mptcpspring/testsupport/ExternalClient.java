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

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP client that nobody here wrote.
 */
public enum ExternalClient {

	/** Speaks TCP. */
	CURL,

	/** The same program, made to speak MPTCP. */
	MPTCPIZE_CURL;

	/**
	 * Run the client.
	 * @param arguments what to ask for and how
	 * @return what it printed
	 * @throws IOException when it cannot be run
	 * @throws InterruptedException when this thread is interrupted
	 */
	public String run(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		if (this == MPTCPIZE_CURL) {
			ExternalProgram.require("mptcpize");
			command.addAll(List.of("mptcpize", "run"));
		}
		ExternalProgram.require("curl");
		command.addAll(List.of("curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "20"));
		command.addAll(List.of(arguments));
		return ExternalProgram.run(command);
	}

}
