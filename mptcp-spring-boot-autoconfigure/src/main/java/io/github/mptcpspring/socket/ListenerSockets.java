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

import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.socket.SwapResult.Kept;
import io.github.mptcpspring.socket.SwapResult.Swapped;

/**
 * Makes a listener do what its settings ask for.
 */
public final class ListenerSockets {

	private final ListenerSettings settings;

	/**
	 * Create a new instance.
	 * @param settings what listeners are asked to do
	 */
	public ListenerSockets(ListenerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Make a channel do what the settings ask for. Plain settings load no native code.
	 * @param channel an open channel that is neither bound nor registered
	 * @return what the channel does now
	 * @throws MptcpUnavailableException when MPTCP is required and cannot be had
	 */
	public ListenerState prepare(ServerSocketChannel channel) throws MptcpUnavailableException {
		if (!this.settings.mptcp()) {
			return withFastOpen(channel, Protocol.TCP, List.of());
		}
		return switch (MptcpSockets.ofThisHost().swap(channel)) {
			case Swapped _ -> withFastOpen(channel, Protocol.MPTCP, List.of());
			case Kept(Unavailable because) -> prepareTcp(channel, because);
		};
	}

	/**
	 * Make a channel do what the settings ask for, except MPTCP.
	 * @param channel an open channel
	 * @param because why it must not or cannot speak MPTCP
	 * @return what the channel does now
	 * @throws MptcpUnavailableException when MPTCP is required
	 */
	public ListenerState prepareTcp(ServerSocketChannel channel, Unavailable because) throws MptcpUnavailableException {
		return withFastOpen(channel, Protocol.TCP, fallBack(because));
	}

	/**
	 * Leave a listener as it is because it cannot be made to do what the settings ask
	 * for.
	 * @param because why
	 * @return what the listener does
	 * @throws MptcpUnavailableException when MPTCP is required
	 */
	public ListenerState leave(Unavailable because) throws MptcpUnavailableException {
		List<Shortcoming> shortcomings = new ArrayList<>(fallBack(because));
		if (this.settings.fastOpenQueueLength() > 0) {
			shortcomings.add(FastOpen.notUsed(because));
		}
		return new ListenerState(Protocol.TCP, 0, shortcomings);
	}

	private List<Shortcoming> fallBack(Unavailable because) throws MptcpUnavailableException {
		if (!this.settings.mptcp()) {
			return List.of();
		}
		if (this.settings.onUnavailable() == OnUnavailable.FAIL) {
			throw new MptcpUnavailableException(because);
		}
		return List.of(new Shortcoming("MPTCP is not used: " + because.reason(), because.remedy()));
	}

	private ListenerState withFastOpen(ServerSocketChannel channel, Protocol protocol, List<Shortcoming> shortcomings) {
		int queueLength = this.settings.fastOpenQueueLength();
		if (queueLength == 0) {
			return new ListenerState(protocol, 0, shortcomings);
		}
		FastOpen fastOpen = FastOpen.ofThisHost();
		List<Shortcoming> all = new ArrayList<>(shortcomings);
		Optional<Shortcoming> refusal = fastOpen.enable(channel, queueLength);
		refusal.or(fastOpen::findMissingServerBit).ifPresent(all::add);
		return new ListenerState(protocol, refusal.isPresent() ? 0 : queueLength, all);
	}

}
