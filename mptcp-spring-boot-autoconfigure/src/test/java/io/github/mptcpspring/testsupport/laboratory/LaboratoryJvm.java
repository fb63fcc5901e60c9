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

package io.github.mptcpspring.testsupport.laboratory;

import java.util.List;

import io.github.mptcpspring.testsupport.ForkedJvm;

/**
 * The JVMs on the hosts.
 */
final class LaboratoryJvm {

	private LaboratoryJvm() {
	}

	/**
	 * Answer the start of the command line.
	 * @return the command, to which the main class and its arguments are to be added
	 */
	static List<String> command() {
		// They do not run for long: the time to start counts
		return ForkedJvm
			.command(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
	}

}
