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

package io.github.mptcpspring.socket;

import java.util.List;

/**
 * Writes what a person can do in one line, as log lines need it.
 */
final class Instructions {

	private Instructions() {
	}

	/**
	 * Return words and commands in one line.
	 * @param words what to do
	 * @param commands the commands that do it, possibly none
	 * @return the words, and behind them the commands joined to one that can be pasted
	 */
	static String oneLine(String words, List<String> commands) {
		return commands.isEmpty() ? words : words + " with: " + String.join(" && ", commands);
	}

}
