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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * {@link ListenerObserver} that logs listeners and their problems.
 */
class ListenerLogger implements ListenerObserver {

	private static final Log logger = LogFactory.getLog(ListenerLogger.class);

	private final Supplier<Optional<FastOpenSysctl>> sysctl;

	ListenerLogger() {
		this(FastOpenSysctl::readThisHost);
	}

	ListenerLogger(Supplier<Optional<FastOpenSysctl>> sysctl) {
		this.sysctl = sysctl;
	}

	@Override
	public void opened(Listener listener) {
		String place = place(listener.address());
		ListenerState state = listener.state();
		int queueLength = FastOpenSysctl.queueLengthInForce(state, this.sysctl.get().orElse(null));
		String fastOpen = (queueLength > 0) ? ", Fast Open queue " + queueLength : "";
		logger.info("%s listens on %s with %s%s".formatted(listener.server(), place, name(state.protocol()), fastOpen));
		state.problems().forEach((problem) -> warn(listener, problem));
	}

	@Override
	public void changed(Listener before, Listener now) {
		now.state()
			.problems()
			.stream()
			.filter((problem) -> !before.state().problems().contains(problem))
			.forEach((problem) -> warn(now, problem));
	}

	private void warn(Listener listener, Problem problem) {
		logger.warn("%s on %s: %s. %s".formatted(listener.server(), place(listener.address()), problem.summary(),
				problem.instruction()));
	}

	private String name(Protocol protocol) {
		return (protocol != Protocol.UNIX) ? protocol.name() : "Unix domain sockets";
	}

	private String place(SocketAddress address) {
		return (address instanceof InetSocketAddress internet) ? "port " + internet.getPort() : address.toString();
	}

}
