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

package io.github.mptcpspring.servertests;

import java.util.List;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * The log lines about listeners and clients.
 */
final class MptcpLog {

	private MptcpLog() {
	}

	/**
	 * Return the lines about listeners and clients.
	 * @param output what the application printed
	 * @return level and message of each
	 */
	static List<String> lines(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("ListenerLogger") || line.contains("ClientLogger"))
			.map((line) -> line.replaceFirst(".* (INFO|WARN) .*Logger +: ", "$1 "))
			.toList();
	}

}
