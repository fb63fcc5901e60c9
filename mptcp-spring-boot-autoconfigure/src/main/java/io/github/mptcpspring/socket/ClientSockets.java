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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.socket.MptcpUnavailableException.Side;
import io.github.mptcpspring.socket.Problem.Feature;
import io.github.mptcpspring.socket.SwapResult.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client's socket do what its settings ask for, before it connects.
 */
public final class ClientSockets {

	private final ClientSettings settings;

	private final ProblemObserver observer;

	/**
	 * Create a new instance.
	 * @param settings what clients are asked to do
	 * @param observer is told what became of what was asked for
	 */
	public ClientSockets(ClientSettings settings, ProblemObserver observer) {
		this.settings = settings;
		this.observer = observer;
	}

	/**
	 * Answer what clients are asked to do.
	 * @return the settings
	 */
	public ClientSettings settings() {
		return this.settings;
	}

	/**
	 * Report something that was asked for in vain.
	 * @param problem what and why
	 */
	public void report(Problem problem) {
		this.observer.observed(problem);
	}

	/**
	 * Make a socket do what the settings ask for. Plain settings load no native code.
	 * @param client the client's socket
	 * @throws MptcpUnavailableException when MPTCP is required and cannot be had
	 */
	public void prepare(SocketReference client) throws MptcpUnavailableException {
		prepare(client, null);
	}

	/**
	 * Make a socket do what the settings ask for, except Fast Open.
	 * @param client the client's socket
	 * @param because why it must not use Fast Open, which is reported when the settings
	 * ask for that
	 * @throws MptcpUnavailableException when MPTCP is required and unavailable
	 */
	public void prepareWithoutFastOpen(SocketReference client, Problem because) throws MptcpUnavailableException {
		prepare(client, because.of(Feature.FAST_OPEN));
	}

	private void prepare(SocketReference client, @Nullable Problem noFastOpen) throws MptcpUnavailableException {
		if (this.settings.isPlain()) {
			return;
		}
		SocketReference located = client.located();
		List<Problem> problems = new ArrayList<>(2);
		if (this.settings.mptcp() && MptcpSockets.ofThisHost().swap(located) instanceof Kept(Problem because)) {
			if (this.settings.onUnavailable() == OnUnavailable.FAIL) {
				throw new MptcpUnavailableException(Side.CLIENT, because);
			}
			problems.add(because.of(Feature.MPTCP));
		}
		if (this.settings.fastOpen()) {
			Optional.ofNullable(noFastOpen).or(() -> FastOpen.ofThisHost().connect(located)).ifPresent(problems::add);
		}
		if (problems.isEmpty()) {
			this.observer.prepared(this.settings);
		}
		problems.forEach(this.observer::observed);
	}

}
