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

package io.github.mptcpspring.internal.netty;

import io.github.mptcpspring.MptcpUnavailableException;
import io.netty.channel.Channel;

/**
 * Prepares the channels of a server or client before they are registered.
 */
@FunctionalInterface
public interface ChannelPreparation {

	/**
	 * Prepare a channel that is neither registered nor bound nor connected.
	 * @param channel the channel
	 * @throws MptcpUnavailableException if the channel must not be used
	 */
	void prepare(Channel channel) throws MptcpUnavailableException;

	/**
	 * Prepare for the TCP channel of a client that is created next.
	 * @param channelType the class of the channel
	 */
	default void expectClient(Class<? extends Channel> channelType) {
	}

}
