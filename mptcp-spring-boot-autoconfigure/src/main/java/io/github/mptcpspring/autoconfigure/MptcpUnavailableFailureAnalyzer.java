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

import java.util.List;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.Problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * {@link AbstractFailureAnalyzer} for {@link MptcpUnavailableException}.
 */
class MptcpUnavailableFailureAnalyzer extends AbstractFailureAnalyzer<MptcpUnavailableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MptcpUnavailableException cause) {
		Problem problem = cause.getProblem();
		return switch (cause.getSide()) {
			case CLIENT -> analyze(problem, "Clients must connect", "clients", "client.mptcp.on-unavailable", cause);
			case SERVER ->
				analyze(problem, "The server must listen", "the server", "server.mptcp.on-unavailable", cause);
		};
	}

	private FailureAnalysis analyze(Problem problem, String requirement, String who, String property,
			MptcpUnavailableException cause) {
		String description = requirement + " with MPTCP and cannot: " + problem.description() + ".";
		String action = "%s%n%nOr let %s fall back to plain TCP:%n%n    %s=fallback".formatted(remedy(problem), who,
				property);
		return new FailureAnalysis(description, action, cause);
	}

	private String remedy(Problem problem) {
		List<String> commands = problem.commands();
		return commands.isEmpty() ? problem.action()
				: problem.action() + ":%n%n    ".formatted() + String.join("%n    ".formatted(), commands);
	}

}
