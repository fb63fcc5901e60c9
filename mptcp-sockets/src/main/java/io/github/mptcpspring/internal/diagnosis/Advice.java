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

package io.github.mptcpspring.internal.diagnosis;

import java.util.List;

/**
 * A problem that prevents MPTCP or Fast Open from being effective, and how to solve it.
 *
 * @param severity the severity
 * @param problem the problem, a sentence without a full stop
 * @param fix what to do, a sentence without a full stop and without a command
 * @param commands the shell commands that do it, in the order of execution; empty if no
 * command does it
 */
public record Advice(Severity severity, String problem, String fix, List<String> commands) {

	/**
	 * Create new advice.
	 */
	public Advice {
		commands = List.copyOf(commands);
	}

	/**
	 * Create new advice.
	 * @param severity the severity
	 * @param problem the problem
	 * @param fix what to do
	 * @param commands the shell commands that do it
	 */
	public Advice(Severity severity, String problem, String fix, String... commands) {
		this(severity, problem, fix, List.of(commands));
	}

}
